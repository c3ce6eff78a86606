#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The peer of the load test: the same four routes as the old portal had them — FastAPI with
SQLAlchemy's ORM, pydantic answers, PyJWT tokens, SQLite — filled with rows of the same members.

/tuned/… is the list as somebody would write it who has measured: Core rows and one json dump.
Its commits are as durable as ours: WAL with full synchronisation.

The first line of the output says port, sheet, employee, company and token; it serves with one
process a processor until its input ends.
"""

import json
import os
import signal
import socket
import sys
import tempfile
import uuid
from datetime import datetime, timedelta, timezone
from typing import List, Optional

import jwt
import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel
from sqlalchemy import (Boolean, Column, DateTime, Float, ForeignKey, Integer, String, Text,
                        create_engine, event, select)
from sqlalchemy.orm import Session, declarative_base, sessionmaker

N_ROWS = 50
N_EMPLOYEES = 200
SECRET = os.urandom(32).hex()

folder = tempfile.mkdtemp(prefix='portail-peer-')
engine = create_engine(f'sqlite:///{folder}/peer.db',
                       connect_args={'check_same_thread': False, 'timeout': 120})
make_session = sessionmaker(autocommit=False, autoflush=False, bind=engine)
Base = declarative_base()


@event.listens_for(engine, 'connect')
def make_durable(connection, _record):
    connection.execute('PRAGMA journal_mode = WAL')
    connection.execute('PRAGMA synchronous = FULL')
    connection.execute('PRAGMA foreign_keys = ON')


def new_id():
    return str(uuid.uuid4())


class Stored:
    id = Column(String(36), primary_key=True, default=new_id)
    rev = Column(Integer, default=1)
    created_at = Column(DateTime, default=datetime.utcnow)
    updated_at = Column(DateTime, default=datetime.utcnow)
    created_by = Column(String(36))


class User(Stored, Base):
    __tablename__ = 'users'
    discord_id = Column(String(20), unique=True)
    username = Column(String(255))
    is_active = Column(Boolean, default=True)


class Membership(Stored, Base):
    __tablename__ = 'memberships'
    user_id = Column(String(36), ForeignKey('users.id'), index=True)
    enterprise_id = Column(String(36), index=True)
    role = Column(String(20))


class Dotation(Stored, Base):
    __tablename__ = 'dotations'
    enterprise_id = Column(String(36), index=True)
    period = Column(String(8))


class DotationRow(Stored, Base):
    __tablename__ = 'dotation_rows'
    enterprise_id = Column(String(36))
    dotation_id = Column(String(36), ForeignKey('dotations.id'), index=True)
    position = Column(Integer)
    employee_id = Column(String(36))
    employee_name = Column(String(100))
    grade = Column(String(100))
    is_direction = Column(Boolean, default=False)
    run = Column(Float)
    facture = Column(Float)
    vente = Column(Float)
    heures = Column(Float)
    salaire = Column(Float)
    salaire_manuel = Column(Boolean, default=False)
    prime = Column(Float)
    prime_manuelle = Column(Boolean, default=False)


class Employee(Stored, Base):
    __tablename__ = 'employees'
    enterprise_id = Column(String(36), index=True)
    name = Column(String(100))
    grade = Column(String(100))
    user_id = Column(String(36))
    is_direction = Column(Boolean, default=False)
    status = Column(String(20), default='actif')
    hired_on = Column(String(10))


class AuditEntry(Stored, Base):
    __tablename__ = 'audit'
    user_id = Column(String(36))
    action = Column(String(40))
    target_id = Column(String(36))
    after = Column(Text)


class StoredOut(BaseModel):
    id: str
    rev: int
    enterprise_id: str
    created_at: datetime
    updated_at: datetime
    created_by: Optional[str]

    class Config:
        orm_mode = True


class DotationRowOut(StoredOut):
    dotation_id: str
    position: Optional[int]
    employee_id: Optional[str]
    employee_name: str
    grade: Optional[str]
    is_direction: bool
    run: Optional[float]
    facture: Optional[float]
    vente: Optional[float]
    heures: Optional[float]
    salaire: Optional[float]
    salaire_manuel: bool
    prime: Optional[float]
    prime_manuelle: bool


class RowList(BaseModel):
    items: List[DotationRowOut]
    next_cursor: Optional[str]


class EmployeeIn(BaseModel):
    enterprise_id: str
    name: str
    grade: Optional[str]


class EmployeeOut(StoredOut):
    name: str
    grade: Optional[str]
    user_id: Optional[str]
    is_direction: bool
    status: str
    hired_on: Optional[str]


class ComputeRow(BaseModel):
    nom: str
    grade: Optional[str]
    is_direction: bool = False
    run: float = 0
    facture: float = 0
    vente: float = 0


class ComputeIn(BaseModel):
    rows: List[ComputeRow]


class ComputeLine(BaseModel):
    ca: float
    salaire_demande: float
    salaire: float
    prime_demandee: float
    prime: float
    plafonne: bool


class ComputeOut(BaseModel):
    ca_brut: float
    salaires: float
    benefice_imposable: float
    impot_societe: float
    primes: float
    benefice_apres_primes: float
    tranche: int
    lignes: List[ComputeLine]


# Minimum, rate in %, then the caps of salaries and bonuses: employee, direction, each.
BAREME = [
    (100, 7, 5000, 8000, 2500, 4000), (10000, 9, 10000, 15000, 5000, 7500),
    (30000, 16, 20000, 25000, 10000, 12500), (50000, 21, 35000, 40000, 17500, 20000),
    (100000, 23, 55000, 60000, 27500, 30000), (250000, 26, 65000, 70000, 32500, 35000),
    (450000, 29, 75000, 80000, 37500, 40000), (600000, 32, 85000, 90000, 42500, 45000),
    (900000, 36, 95000, 100000, 47500, 50000), (1500000, 38, 105000, 110000, 52500, 55000),
    (1800000, 44, 115000, 125000, 57500, 62500), (2500000, 47, 145000, 150000, 72500, 75000),
    (5000000, 49, 155000, 170000, 77500, 85000),
]


def find_tranche(profit):
    return sum(1 for line in BAREME if profit >= line[0])


def compute_sheet(rows):
    turnovers = [row.run + row.facture + row.vente for row in rows]
    salaries = [round(turnover * 0.35) for turnover in turnovers]
    bonuses = [round(turnover * 0.08) for turnover in turnovers]

    def total_salaries(line):
        return sum(min(salary, line[3] if row.is_direction else line[2])
                   for salary, row in zip(salaries, rows))

    caps = BAREME[0]
    for number in range(len(BAREME), 0, -1):
        if find_tranche(sum(turnovers) - total_salaries(BAREME[number - 1])) >= number:
            caps = BAREME[number - 1]
            break
    lines = []
    for row, turnover, salary, bonus in zip(rows, turnovers, salaries, bonuses):
        paid = min(salary, caps[3] if row.is_direction else caps[2])
        given = min(bonus, caps[5] if row.is_direction else caps[4])
        lines.append(ComputeLine(ca=turnover, salaire_demande=salary, salaire=paid,
                                 prime_demandee=bonus, prime=given,
                                 plafonne=paid != salary or given != bonus))
    profit = sum(turnovers) - sum(line.salaire for line in lines)
    tranche = find_tranche(profit)
    tax = round(profit * BAREME[tranche - 1][1] / 100) if tranche > 0 else 0
    given = sum(line.prime for line in lines)
    return ComputeOut(ca_brut=sum(turnovers), salaires=sum(line.salaire for line in lines),
                      benefice_imposable=profit, impot_societe=tax, primes=given,
                      benefice_apres_primes=profit - tax - given, tranche=tranche, lignes=lines)


app = FastAPI()
bearer = HTTPBearer()


def get_session():
    session = make_session()
    try:
        yield session
    finally:
        session.close()


def get_user(credentials: HTTPAuthorizationCredentials = Depends(bearer),
             session: Session = Depends(get_session)):
    try:
        claims = jwt.decode(credentials.credentials, SECRET, algorithms=['HS256'])
    except jwt.PyJWTError as error:
        raise HTTPException(status_code=401, detail='Invalid token') from error
    user = session.query(User).filter(User.id == claims['sub']).first()
    if user is None or not user.is_active:
        raise HTTPException(status_code=401, detail='Unknown user')
    return user


def check_company(session, user, enterprise_id):
    found = session.query(Membership).filter(Membership.user_id == user.id,
                                             Membership.enterprise_id == enterprise_id).first()
    if found is None:
        raise HTTPException(status_code=404, detail='Not found')


def find(session, kind, key):
    found = session.query(kind).filter(kind.id == key).first()
    if found is None:
        raise HTTPException(status_code=404, detail='Not found')
    return found


@app.get('/api/dotations/{dotation_id}/rows', response_model=RowList)
def list_rows(dotation_id: str, limit: int = 50, user: User = Depends(get_user),
              session: Session = Depends(get_session)):
    check_company(session, user, find(session, Dotation, dotation_id).enterprise_id)
    rows = (session.query(DotationRow).filter(DotationRow.dotation_id == dotation_id)
            .order_by(DotationRow.position, DotationRow.id).limit(limit).all())
    return {'items': rows, 'next_cursor': None}


@app.get('/tuned/dotations/{dotation_id}/rows')
def list_rows_tuned(dotation_id: str, limit: int = 50, user: User = Depends(get_user),
                    session: Session = Depends(get_session)):
    check_company(session, user, find(session, Dotation, dotation_id).enterprise_id)
    rows = session.execute(
        select(DotationRow.__table__).where(DotationRow.dotation_id == dotation_id)
        .order_by(DotationRow.position, DotationRow.id).limit(limit))
    items = [dict(row._mapping) for row in rows]
    return Response(json.dumps({'items': items, 'next_cursor': None}, default=str),
                    media_type='application/json')


@app.get('/api/employees/{employee_id}', response_model=EmployeeOut)
def show_employee(employee_id: str, user: User = Depends(get_user),
                  session: Session = Depends(get_session)):
    employee = find(session, Employee, employee_id)
    check_company(session, user, employee.enterprise_id)
    return employee


@app.post('/api/employees', response_model=EmployeeOut, status_code=201)
def create_employee(body: EmployeeIn, user: User = Depends(get_user),
                    session: Session = Depends(get_session)):
    check_company(session, user, body.enterprise_id)
    employee = Employee(created_by=user.id, **body.dict())
    session.add(employee)
    session.flush()
    session.add(AuditEntry(user_id=user.id, action='create', target_id=employee.id,
                           after=json.dumps(body.dict())))
    session.commit()
    session.refresh(employee)
    return employee


@app.post('/api/dotations/compute', response_model=ComputeOut)
def compute(body: ComputeIn, _user: User = Depends(get_user)):
    return compute_sheet(body.rows)


def fill():
    """Returns what the first line says, without the port."""
    Base.metadata.create_all(engine)
    session = make_session()
    user = User(discord_id='800000000000000002', username='patron')
    session.add(user)
    session.flush()
    company = new_id()
    session.add(Membership(user_id=user.id, enterprise_id=company, role='patron'))
    sheet = Dotation(enterprise_id=company, period='2025-W38', created_by=user.id)
    session.add(sheet)
    session.flush()
    for i in range(N_ROWS):
        session.add(DotationRow(dotation_id=sheet.id, enterprise_id=company, position=i,
                                created_by=user.id, employee_name=f'Personne {i:02}',
                                grade='Senior', run=1000.25 + i, facture=1200, vente=800.5))
    employees = [Employee(enterprise_id=company, name=f'Employé {i:03}', grade='Senior',
                          created_by=user.id) for i in range(N_EMPLOYEES)]
    session.add_all(employees)
    session.flush()
    until = datetime.now(timezone.utc) + timedelta(hours=1)
    token = jwt.encode({'sub': user.id, 'exp': until}, SECRET, algorithm='HS256')
    line = f'{sheet.id} {employees[0].id} {company} {token}'
    session.commit()
    session.close()
    engine.dispose()
    return line


def serve(listener):
    """One more process that serves; its number."""
    child = os.fork()
    if child == 0:
        sys.stdin.close()
        server = uvicorn.Server(uvicorn.Config(app, log_level='error', access_log=False))
        server.run(sockets=[listener])
        os._exit(0)
    return child


def main():
    line = fill()
    listener = socket.socket()
    listener.bind(('127.0.0.1', 0))
    listener.listen(1024)
    children = [serve(listener) for _ in range(os.cpu_count())]
    print(listener.getsockname()[1], line, flush=True)
    sys.stdin.read()
    for child in children:
        os.kill(child, signal.SIGTERM)
    for child in children:
        os.waitpid(child, 0)
    for name in os.listdir(folder):
        os.unlink(os.path.join(folder, name))
    os.rmdir(folder)


main()
